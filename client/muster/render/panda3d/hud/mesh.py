"""Rectangles on the graphics card: rewritten in place when they change."""

from panda3d.core import (
    Geom,
    GeomNode,
    GeomTriangles,
    GeomVertexArrayData,
    GeomVertexData,
    GeomVertexFormat,
    NodePath,
    OmniBoundingVolume,
)

from muster.render.panda3d.hud.inks import Ink
from muster.render.panda3d.hud.quads import VERTEX, Quads, triangles


class Mesh:
    """Rectangles of one ink, drawn at once; of a parent's meshes, those of a higher ``order`` lie above."""

    def __init__(self, parent: NodePath, ink: Ink, order: int) -> None:
        vertices = GeomVertexData("hud", GeomVertexFormat.get_v3c4t2(), Geom.UH_dynamic)
        indices = GeomTriangles(Geom.UH_dynamic)
        indices.set_index_type(Geom.NT_uint32)
        geom = Geom(vertices)
        geom.add_primitive(indices)
        self._node = GeomNode("hud")
        self._node.add_geom(geom)
        self._node.set_bounds(OmniBoundingVolume())
        self._node.set_final(True)
        self._path = parent.attach_new_node(self._node, order)
        ink.apply(self._path)
        self._count = 0
        self._path.hide()

    def show(self, quads: Quads) -> None:
        """Draw these and no others."""
        if not len(quads):
            self._path.hide()
            return
        self._path.show()
        geom = self._node.modify_geom(0)
        vertices = geom.modify_vertex_data()
        if len(quads) != self._count:
            self._resize(geom, vertices, len(quads))
        _write(vertices.modify_array(0), quads.tobytes())

    def _resize(self, geom: Geom, vertices: GeomVertexData, count: int) -> None:
        vertices.unclean_set_num_rows(4 * count)
        indices = geom.modify_primitive(0).modify_vertices()
        indices.unclean_set_num_rows(6 * count)
        _write(indices, triangles(count).tobytes())
        self._count = count


def _write(array: GeomVertexArrayData, content: bytes) -> None:
    memoryview(array).cast("B")[:] = content  # pyright: ignore[reportArgumentType] it is a buffer


assert VERTEX.itemsize == 24  # as v3c4t2
