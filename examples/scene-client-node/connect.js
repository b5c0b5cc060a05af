// Connects to a scene server: in the clear on this machine, else over TLS with a token.
"use strict";

const fs = require("node:fs");
const path = require("node:path");
const grpc = require("@grpc/grpc-js");
const loader = require("@grpc/proto-loader");

const PROTOS = path.join(__dirname, "..", "..", "protos");

/** Return a client of SceneService; every call of it carries the token, if there is one. */
function connect(address, { tokenFile, ca }) {
  if (tokenFile && !ca && !isNear(address)) {
    throw new Error(`a token would travel to ${address} in the clear; give the CA of its certificate with --ca`);
  }
  const token = tokenFile ? fs.readFileSync(tokenFile, "utf8").trim() : "";
  const credentials = ca ? grpc.credentials.createSsl(fs.readFileSync(ca)) : grpc.credentials.createInsecure();
  const { SceneService } = load().muster.scene.v1;
  return new SceneService(address, credentials, { interceptors: token ? [bearer(token)] : [] });
}

function load() {
  // Numbers as numbers, enums by their names, fields as scene.proto spells them.
  const how = { includeDirs: [PROTOS], keepCase: true, longs: Number, enums: String, defaults: true, arrays: true };
  return grpc.loadPackageDefinition(loader.loadSync("muster/scene/v1/scene.proto", how));
}

function bearer(token) {
  return (options, next) =>
    new grpc.InterceptingCall(next(options), {
      start(metadata, listener, go) {
        metadata.set("authorization", `Bearer ${token}`);
        go(metadata, listener);
      },
    });
}

function isNear(address) {
  return /^(unix:|(127(\.\d+){3}|localhost|\[::1\]):)/.test(address);
}

module.exports = { connect };
