#version 330
// A small sign that faces the camera: what has become of somebody, or what bars a door.

uniform mat4 p3d_ModelViewProjectionMatrix;
uniform samplerBuffer signs;  // two texels a sign: x, y, z, shape; red, green, blue, half its height in pixels
uniform vec2 half_picture;    // half the picture's width and height in pixels

in vec4 p3d_Vertex;

out vec2 across;
out vec3 colour;
flat out int shape;
flat out float edge;

void main() {
    vec4 at = texelFetch(signs, 2 * gl_InstanceID);
    vec4 look = texelFetch(signs, 2 * gl_InstanceID + 1);
    across = p3d_Vertex.xy;
    colour = look.rgb;
    shape = int(at.w);
    edge = 1.2 / look.a;
    gl_Position = p3d_ModelViewProjectionMatrix * vec4(at.xyz, 1.0);
    gl_Position.xy += across * look.a / half_picture * gl_Position.w;
}
