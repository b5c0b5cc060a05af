"""What rectangles are drawn with: plain colour wherever possible, for software draws it thrice as fast as a texture."""

from dataclasses import dataclass

from panda3d.core import NodePath, Shader, Texture, TransparencyAttrib

_VERTEX = """#version 330
uniform mat4 p3d_ModelViewProjectionMatrix;
in vec4 p3d_Vertex;
in vec4 p3d_Color;
in vec2 p3d_MultiTexCoord0;
out vec4 tint;
out vec2 uv;
void main() {
    gl_Position = p3d_ModelViewProjectionMatrix * p3d_Vertex;
    tint = p3d_Color;
    uv = p3d_MultiTexCoord0;
}
"""
_PLAIN = """#version 330
in vec4 tint;
out vec4 seen;
void main() { seen = tint; }
"""
_CUT = """#version 330
uniform sampler2D p3d_Texture0;
in vec4 tint;
in vec2 uv;
out vec4 seen;
void main() { seen = vec4(tint.rgb, tint.a * texture(p3d_Texture0, uv).a); }
"""


@dataclass(frozen=True)
class Ink:
    """A way to draw; ``texture`` says by its opacity where there is colour, and without one it is everywhere."""

    texture: Texture | None = None
    is_opaque: bool = False

    def apply(self, path: NodePath) -> None:
        """Let everything below ``path`` be drawn so."""
        if self.texture is not None:
            path.set_texture(self.texture)
        if self.is_opaque:
            path.set_transparency(TransparencyAttrib.M_none)
        path.set_shader(Shader.make(Shader.SL_GLSL, _VERTEX, _PLAIN if self.texture is None else _CUT))
