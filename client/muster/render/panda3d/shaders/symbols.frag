#version 330
// Shapes by their distance functions: negative inside. Numbers as in symbols.py.
in vec2 across;
in vec3 colour;
flat in int shape;
flat in float edge;  // one pixel, where the sign is 2 high
out vec4 pixel;

float box(vec2 at, vec2 half_size) {
    vec2 off = abs(at) - half_size;
    return max(off.x, off.y);
}

float triangle(vec2 at) {
    return max(abs(at.x) * 0.894 + at.y * 0.447 - 0.36, -at.y - 0.62);
}

float bars(vec2 at) {
    vec2 turned = vec2(at.x + at.y, at.x - at.y) * 0.7071;
    return min(box(turned, vec2(0.85, 0.22)), box(turned, vec2(0.22, 0.85)));
}

float padlock(vec2 at) {
    float shackle = max(abs(length(at - vec2(0.0, 0.12)) - 0.42) - 0.11, -at.y);
    return min(box(at - vec2(0.0, -0.32), vec2(0.58, 0.42)), shackle);
}

float marked(vec2 at) {  // a warning: a triangle on its tip with a stroke and a dot cut out
    float cut = min(box(at - vec2(0.0, 0.3), vec2(0.09, 0.24)), length(at - vec2(0.0, -0.16)) - 0.11);
    return max(triangle(vec2(at.x, -at.y + 0.05) * 0.85) / 0.85, -cut);
}

float flame(vec2 at) {  // a drop whose tip leans to the left
    vec2 bent = vec2(at.x + 0.22 * at.y * at.y, at.y);
    float tip = max(abs(bent.x) * 0.88 + bent.y * 0.47 - 0.4, -bent.y - 0.3);
    return min(length(bent - vec2(0.0, -0.3)) - 0.52, tip);
}

float distance_to(int shape, vec2 at) {
    if (shape == 1) return box(at, vec2(0.6));
    if (shape == 2) return abs(length(at) - 0.56) - 0.2;
    if (shape == 3) return triangle(at);
    if (shape == 4) return bars(at);
    if (shape == 5) return padlock(at);
    if (shape == 6) return min(box(vec2(at.x, abs(at.y) - 0.36), vec2(0.85, 0.2)), box(at, vec2(0.14, 0.75)));
    if (shape == 7) return marked(at);
    if (shape == 8) return flame(at);
    return length(at) - 0.6;
}

void main() {
    float off = distance_to(shape, across);
    float inside = 1.0 - smoothstep(-edge, edge, off);
    float rim = 1.0 - smoothstep(0.16 - edge, 0.16 + edge, off);
    if (rim < 0.02) discard;
    vec3 around = dot(colour, vec3(0.2126, 0.7152, 0.0722)) < 0.3 ? vec3(0.8, 0.82, 0.85) : vec3(0.07, 0.08, 0.1);
    if (shape == 7) around = vec3(0.07, 0.08, 0.1);
    pixel = vec4(mix(around, colour, inside), rim);
}
