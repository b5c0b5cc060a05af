"""A panel on the graphics card, made anew only when what it shows has changed."""

from collections.abc import Callable, Mapping

from panda3d.core import NodePath

from muster.render.panda3d.hud.drawing import Drawn, quads_of
from muster.render.panda3d.hud.inks import Ink
from muster.render.panda3d.hud.mesh import Mesh
from muster.render.panda3d.hud.sheet import Sheet
from muster.render.panda3d.hud.typeface import Typeface


class Layer:
    """One sheet; layers made later lie above those made earlier.

    Attributes:
        sheet: what is shown.
    """

    def __init__(self, root: NodePath, inks: Mapping[str, Ink], faces: Mapping[str, Typeface]) -> None:
        self.sheet = Sheet()
        self._root = root.attach_new_node("layer")
        self._inks, self._faces = inks, faces
        self._meshes: dict[str, Mesh] = {}
        self._key: object = None

    def show(self, key: object, make: Callable[[], Sheet]) -> bool:
        """Show what ``make`` returns unless ``key`` is as before; return whether it was made anew."""
        if key == self._key:
            return False
        self._key = key
        self.sheet = make()
        self.draw(quads_of(self.sheet, self._faces))
        return True

    def hide(self) -> bool:
        """Show nothing; return whether there was something."""
        return self.show(None, Sheet)

    def draw(self, drawn: Drawn) -> None:
        """Show rectangles; letters lie above cards and symbols."""
        for order, (name, quads) in enumerate(drawn.items()):
            if name not in self._meshes and len(quads):
                self._meshes[name] = Mesh(self._root, self._inks[name], order)
            if name in self._meshes:
                self._meshes[name].show(quads)
