#version 330
// A disc on the floor under everybody: a shadow near by, a mark in the colour of their state from afar.

uniform mat4 p3d_ModelViewProjectionMatrix;
uniform samplerBuffer bodies;  // as in people.vert
uniform float pixel;           // radians that one pixel of the picture spans

in vec4 p3d_Vertex;

out vec2 across;
out vec3 colour;
out float strength;

void main() {
    int row = 3 * gl_InstanceID;
    vec4 feet = texelFetch(bodies, row);
    vec4 bearing = texelFetch(bodies, row + 1);
    vec4 tint = texelFetch(bodies, row + 2);
    vec4 middle = p3d_ModelViewProjectionMatrix * vec4(feet.xyz, 1.0);
    float one_pixel = pixel * middle.w;  // metres
    float afar = smoothstep(0.04, 0.1, one_pixel);
    float radius = max(0.3, 3.2 * one_pixel);
    across = p3d_Vertex.xy;
    colour = tint.rgb * mix(0.45, 1.0, afar);
    strength = mix(0.55, 0.95, afar) * tint.a;
    gl_Position = p3d_ModelViewProjectionMatrix * vec4(feet.xy + radius * across, feet.z + 0.03, 1.0);
}
