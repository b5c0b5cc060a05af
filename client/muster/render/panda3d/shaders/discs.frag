#version 330
in vec2 across;
in vec3 colour;
in float strength;
out vec4 pixel;

void main() {
    float from_middle = length(across);
    pixel = vec4(colour, strength * (1.0 - smoothstep(0.7, 1.0, from_middle)));
}
