"""The HUD: lays panels over the picture, and tells what was done with their widgets."""

from direct.showbase.ShowBase import ShowBase
from panda3d.core import NodePath, TransparencyAttrib

from muster.render.camera import Eye
from muster.render.frame import Frame
from muster.render.inputs import Input
from muster.render.panda3d.hud.atlas import make_texture
from muster.render.panda3d.hud.labels import Labels
from muster.render.panda3d.hud.marks import Marks
from muster.render.panda3d.hud.mouse import Mouse
from muster.render.panda3d.hud.pointer import Pointer
from muster.render.panda3d.hud.screen import Screen
from muster.render.panda3d.hud.signs import Signs
from muster.render.panda3d.hud.storeys import StoreyPicker
from muster.render.panda3d.hud.style import letter_sizes, style_for
from muster.render.panda3d.hud.typeface import typeface
from muster.render.panels import Panels
from muster.render.renderer import Settings, Tier
from muster.render.scene import Scene
from muster.render.view import View


class Hud:
    """Everything flat in the picture of ``base``; follows the window's size.

    Attributes:
        pointer: the mouse over the widgets, in pixels; without a window somebody else may move it.
        screen: what is shown, in the window's size.
    """

    def __init__(self, base: ShowBase, scene: Scene, settings: Settings) -> None:
        self.pointer = Pointer()
        self._base, self._scene = base, scene
        self._is_tiny = settings.tier is Tier.TINY
        self._mouse = None if settings.offscreen else Mouse(base, self.pointer)
        self._picker = StoreyPicker([storey.id for storey in scene.building.storeys])
        self._symbols = make_texture()
        self._root: NodePath = NodePath("hud")
        self.resized()

    def resized(self) -> None:
        """Lay everything out anew for the size that the window has now."""
        self._root.remove_node()
        width, height = self._size()
        self._root = flat_root(self._base, width, height)
        faces = {name: typeface(size) for name, size in letter_sizes(width, height).items()}
        style = style_for(width, height, faces)
        self.screen = Screen(self._root, self._symbols, style, faces)
        self._labels = Labels(self._scene, style)
        self._signs = Signs(self._scene.building, style)
        self._marks = Marks(self._scene, style)

    def update(self, frame: Frame, view: View, panels: Panels, eye: Eye) -> None:
        """Show this moment."""
        if (self.screen.style.width, self.screen.style.height) != self._size():
            self.resized()
        screen = self.screen
        self._follow_mouse()
        self.pointer.drag()
        self._picker.scroll(self.pointer.take_scrolled())
        screen.show_panels(frame, view, panels, self._picker)
        marks = self._marks.hung(frame, view, eye) if self._is_tiny else []
        screen.show_labels(self._labels, self._signs, marks, frame, view, eye)
        self.pointer.zones = screen.zones()
        screen.show_pointer(self.pointer, view, panels)

    def inputs(self) -> list[Input]:
        """Return what was done with the widgets since the last call."""
        return self.pointer.take()

    def holds_pointer(self) -> bool:
        """Return whether the pointer is over a widget or drags one: the camera must not move then."""
        self._follow_mouse()
        return self.pointer.is_held

    def close(self) -> None:
        """Take everything out of the picture and listen to the mouse no longer."""
        if self._mouse is not None:
            self._mouse.close()
        self._root.remove_node()

    def _follow_mouse(self) -> None:
        if self._mouse is not None:
            self._mouse.follow()

    def _size(self) -> tuple[int, int]:
        """Return the picture's width and height; a window rolled up has none, but a HUD needs a pixel."""
        window = self._base.win
        return max(window.get_x_size(), 1), max(window.get_y_size(), 1)


def flat_root(base: ShowBase, width: int, height: int) -> NodePath:
    """Return a node under which x and z count pixels from the picture's upper left corner."""
    root = base.render2d.attach_new_node("hud")
    root.set_pos(-1, 0, 1)
    root.set_scale(2 / width, 1, 2 / height)
    root.set_transparency(TransparencyAttrib.M_alpha)
    root.set_bin("unsorted", 0)  # as the graph has it, not by distance
    root.set_depth_test(False)
    root.set_depth_write(False)
    return root
