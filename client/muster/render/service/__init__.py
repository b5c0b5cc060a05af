"""Moments over gRPC, for programs in other languages: ``muster.scene.v1.SceneService``."""

from muster.render.service.errors import BadRequest, CannotListen, TooManyViewers
from muster.render.service.serving import Guard, SceneServer

__all__ = ["BadRequest", "CannotListen", "Guard", "SceneServer", "TooManyViewers"]
