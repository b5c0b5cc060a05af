"""Our renderers under the suite that plug-in authors use; ``test_conformance`` runs each in a process of its own."""

import pytest

from muster.render.registry import make_renderer
from muster.render.renderer import Renderer, RenderError
from muster.render.testing import SMALL, RendererConformance, sample_scene


class _Ours(RendererConformance):
    name = ""

    @pytest.fixture(autouse=True, scope="class")
    @classmethod
    def can_draw_here(cls):
        renderer = make_renderer(cls.name)
        try:
            renderer.open(sample_scene(), SMALL)
        except RenderError as error:
            pytest.skip(str(error))
        finally:
            renderer.close()

    def make(self) -> Renderer:
        return make_renderer(self.name)


class TestNone(_Ours):
    name = "none"


class TestPanda3d(_Ours):
    name = "panda3d"


class TestPygame(_Ours):
    name = "pygame"


class TestWeb(_Ours):
    name = "web"
