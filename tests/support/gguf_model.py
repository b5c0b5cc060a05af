"""A language model of random weights, a few megabytes, that real engines load: it answers nonsense in valid form.

Llama architecture, two layers of 64. Its tokens are bytes, characters and pieces learnt from our own assets and
prompts, so that a prompt has about as many tokens as on a real model. No weight was learnt: it holds nobody's words.
"""

import string
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from gguf import GGUFWriter, TokenType
from numpy.typing import NDArray

from support.pieces import learn
from support.tree import ROOT

# What engines put round a conversation, in the language of Ollama's Modelfile.
TEMPLATE = "{{ range .Messages }}<{{ .Role }}>{{ .Content }}\n{{ end }}<assistant>"

LAYERS, WIDTH, INNER = 2, 64, 128
HEADS = 1  # with four of 16 each the engine takes ten times as long: its kernels are made for wider ones (measured)
BLANK = "\u2581"  # stands for a blank in tokens
SPECIAL = ["<unk>", "<s>", "</s>"]
BYTES = [f"<0x{byte:02X}>" for byte in range(256)]
PIECES = 4000  # with them a prompt is 265 tokens that begin all alike and 430 others; real models': 250 and 400
PRINTABLE = [BLANK, *(c for c in string.printable if c.isprintable() and c != " ")]


@dataclass(frozen=True)
class Tiny:
    """How to make one.

    Attributes:
        seed: of the weights; the same seed gives the same file.
        letters: how much likelier capital letters (and quotes) are than all else, in logits: 0 answers pure nonsense,
            8 nearly always a letter, which a drill needs to see more than one kind of reply.
        context: the most tokens it says it was trained for.
    """

    seed: int = 0
    letters: float = 8.0
    context: int = 16384

    def write(self, path: Path) -> Path:
        """Write the GGUF file and return its path."""
        tokens = vocabulary()
        writer = GGUFWriter(path, "llama")
        self._describe(writer, len(tokens))
        _add_tokenizer(writer, tokens)
        for name, values in self._weights(tokens):
            writer.add_tensor(name, values)
        writer.write_header_to_file()
        writer.write_kv_data_to_file()
        writer.write_tensors_to_file()
        writer.close()
        return path

    def _describe(self, writer: GGUFWriter, tokens: int) -> None:
        writer.add_name("tiny")
        writer.add_block_count(LAYERS)
        writer.add_context_length(self.context)
        writer.add_embedding_length(WIDTH)
        writer.add_feed_forward_length(INNER)
        writer.add_head_count(HEADS)
        writer.add_head_count_kv(HEADS)
        writer.add_rope_dimension_count(WIDTH // HEADS)
        writer.add_layer_norm_rms_eps(1e-5)
        writer.add_vocab_size(tokens)
        writer.add_file_type(0)  # all weights are float32

    def _weights(self, tokens: list[str]) -> Iterator[tuple[str, NDArray[np.float32]]]:
        """Yield tensors by name.

        The first dimension of the stream carries the liking for capital letters, and nothing else reads it. Nothing is
        said twice in a row: at temperature 0 a model would say one thing for ever, and engines cut that off.
        """
        rng = np.random.default_rng(self.seed)

        def random(*shape: int) -> NDArray[np.float32]:
            weights = rng.normal(0.0, shape[-1] ** -0.5, shape).astype(np.float32)
            weights[:, 0] = 0.0
            return weights

        ones = np.ones(WIDTH, np.float32)
        embedding, output = random(len(tokens), WIDTH), random(len(tokens), WIDTH)
        embedding *= 2.0
        output -= embedding
        embedding[:, 0] = 4.0  # outweighs what the layers add to it
        liked = string.ascii_uppercase + '"'  # the quotes, so that texts in JSON end before they are cut off
        output[[tokens.index(each) for each in liked], 0] = self.letters / WIDTH**0.5
        yield "token_embd.weight", embedding
        yield "output_norm.weight", ones
        yield "output.weight", output
        for layer in range(LAYERS):
            block = f"blk.{layer}"
            yield f"{block}.attn_norm.weight", ones
            for part in ("attn_q", "attn_k", "attn_v", "attn_output"):
                yield f"{block}.{part}.weight", random(WIDTH, WIDTH)
            yield f"{block}.ffn_norm.weight", ones
            yield f"{block}.ffn_gate.weight", random(INNER, WIDTH)
            yield f"{block}.ffn_up.weight", random(INNER, WIDTH)
            yield f"{block}.ffn_down.weight", random(WIDTH, INNER)


@cache
def vocabulary() -> list[str]:
    """Return all tokens: special ones, bytes, characters, then pieces, those to be merged first before the others."""
    language = ROOT / "server" / "muster" / "server" / "language"
    read = [
        *sorted((ROOT / "assets").rglob("*.toml")),
        *sorted((language / "templates").glob("*.txt")),
        *sorted((ROOT / "tests" / "server" / "language" / "golden").glob("*.txt")),
    ]
    text = "\n".join(path.read_text(encoding="utf-8") for path in read)
    pieces = dict.fromkeys(piece.replace(" ", BLANK) for piece in learn(text, PIECES))
    return [*SPECIAL, *BYTES, *PRINTABLE, *pieces]


def _add_tokenizer(writer: GGUFWriter, tokens: list[str]) -> None:
    kinds = [TokenType.UNKNOWN, TokenType.CONTROL, TokenType.CONTROL] + [TokenType.BYTE] * len(BYTES)
    writer.add_tokenizer_model("llama")
    writer.add_token_list(tokens)
    writer.add_token_scores([-float(place) for place in range(len(tokens))])  # what scores highest is merged first
    writer.add_token_types(kinds + [TokenType.NORMAL] * (len(tokens) - len(kinds)))
    writer.add_unk_token_id(0)
    writer.add_bos_token_id(1)
    writer.add_eos_token_id(2)
    writer.add_add_bos_token(True)
    writer.add_add_space_prefix(False)
