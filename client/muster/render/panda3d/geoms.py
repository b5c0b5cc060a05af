"""From arrays to what Panda3D draws: the only place where bytes are handed over."""

from importlib.resources import files

import numpy as np
from numpy.typing import NDArray
from panda3d.core import (
    Geom,
    GeomEnums,
    GeomNode,
    GeomTriangles,
    GeomVertexArrayDataHandle,
    GeomVertexData,
    GeomVertexFormat,
    NodePath,
    OmniBoundingVolume,
    Shader,
    Texture,
)

Vertices = NDArray[np.float32]
Rgba = NDArray[np.uint8]
_CORNER = np.dtype([("at", np.float32, 3), ("rgba", np.uint8, 4)])  # as Panda3D's format v3c4 has it

_SQUARE = np.array([[-1, -1, 0], [1, -1, 0], [1, 1, 0], [-1, 1, 0]], np.float32)
_HALVES = np.array([[0, 1, 2], [0, 2, 3]], np.uint32)


def geom_node(name: str, vertices: Vertices, rgba: Rgba, triangles: NDArray[np.uint32]) -> GeomNode:
    """Return a node of triangles ``(t, 3)`` between ``vertices`` ``(v, 3)`` of colours ``rgba`` ``(v, 4)``."""
    corners = GeomVertexData(name, GeomVertexFormat.get_v3c4(), GeomEnums.UH_static)
    write_corners(corners, vertices, rgba)
    indices = GeomTriangles(GeomEnums.UH_static)
    indices.set_index_type(GeomEnums.NT_uint32)
    column = indices.modify_vertices(triangles.size)
    column.unclean_set_num_rows(triangles.size)
    _fill(column.modify_handle(), np.ascontiguousarray(triangles, np.uint32))
    geom = Geom(corners)
    geom.add_primitive(indices)
    node = GeomNode(name)
    node.add_geom(geom)
    return node


def write_corners(corners: GeomVertexData, vertices: Vertices, rgba: Rgba) -> None:
    """Write all vertices anew."""
    rows = np.empty(len(vertices), _CORNER)
    rows["at"], rows["rgba"] = vertices, rgba
    corners.unclean_set_num_rows(len(rows))
    _fill(corners.modify_array_handle(0), rows)


def _fill(handle: GeomVertexArrayDataHandle, rows: np.ndarray) -> None:
    handle.copy_data_from(rows.tobytes())  # pyright: ignore[reportUnknownMemberType]


def never_culled(node: GeomNode) -> None:
    """Let ``node`` be drawn wherever the camera looks: where its instances stand, only the shader knows."""
    node.set_bounds(OmniBoundingVolume())
    node.set_final(True)


def square_node(parent: NodePath, name: str) -> NodePath:
    """Return a node of a square from -1 to 1, for shaders that place it."""
    node = geom_node(name, _SQUARE, np.full((4, 4), 255, np.uint8), _HALVES)
    never_culled(node)
    return parent.attach_new_node(node)


def instances(node: NodePath, count: int) -> None:
    """Draw ``node`` so many times; to Panda3D an instance count of 0 would mean once."""
    if count:
        node.show()
        node.set_instance_count(count)
    else:
        node.hide()


class Table:
    """Rows of four floats for a shader's ``samplerBuffer``.

    Attributes:
        texture: what a shader is given.
    """

    def __init__(self, name: str, texels: int) -> None:
        self.texture = Texture(name)
        self.texture.setup_buffer_texture(texels, Texture.T_float, Texture.F_rgba32, GeomEnums.UH_dynamic)
        self._rows = np.zeros((texels, 4), np.float32)

    def write(self, rows: NDArray[np.float32]) -> None:
        """Write ``rows`` ``(..., 4)`` to the start of the table; what follows keeps what it was."""
        flat = rows.reshape(-1, 4)
        self._rows[: len(flat)] = flat
        # A memoryview of the texture's own image saves a copy of some microseconds, but Panda3D 1.10 never frees it.
        self.texture.set_ram_image(self._rows.tobytes())  # pyright: ignore[reportUnknownMemberType]


def give(node: NodePath, **inputs: float | Texture | tuple[float, ...]) -> None:
    """Give ``node`` the uniforms of its shader."""
    node.set_shader_inputs(**inputs)  # pyright: ignore[reportUnknownMemberType]


def shader(name: str) -> Shader:
    """Return the shader in ``shaders/NAME.vert`` and ``NAME.frag``."""
    folder = files("muster.render.panda3d") / "shaders"
    vertex, fragment = ((folder / f"{name}.{kind}").read_text(encoding="utf-8") for kind in ("vert", "frag"))
    return Shader.make(Shader.SL_GLSL, vertex, fragment)
