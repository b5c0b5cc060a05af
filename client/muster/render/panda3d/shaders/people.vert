#version 330
// A body: its corners come from a table of all postures, its place and colour from a table of everybody.

uniform mat4 p3d_ModelViewProjectionMatrix;
uniform samplerBuffer bodies;    // three texels a body, see people/packing.py
uniform samplerBuffer postures;  // one texel a corner and posture: x, y, z and the normal in three bytes
uniform int first;               // of the bodies drawn here
uniform int corners;             // of the figure

in vec4 p3d_Vertex;  // x: number of the corner
in vec4 p3d_Color;   // brightness, share of grey, that grey

out vec4 colour;

const vec3 LIGHT = vec3(-0.424, -0.53, 0.735);

void main() {
    int row = 3 * (first + gl_InstanceID);
    vec4 feet = texelFetch(bodies, row);       // x, y, z, stature
    vec4 bearing = texelFetch(bodies, row + 1); // cosine, sine, posture
    vec4 tint = texelFetch(bodies, row + 2);   // red, green, blue, opacity
    vec4 corner = texelFetch(postures, int(bearing.z) * corners + int(p3d_Vertex.x));
    int packed_normal = int(corner.w);
    vec3 normal = vec3(packed_normal >> 16, (packed_normal >> 8) & 255, packed_normal & 255) / 127.5 - 1.0;
    mat2 turn = mat2(bearing.x, bearing.y, -bearing.y, bearing.x);
    vec3 place = feet.xyz + feet.w * vec3(turn * corner.xy, corner.z);
    normal.xy = turn * normal.xy;
    float light = 0.62 + 0.16 * normal.z + 0.34 * max(dot(normal, LIGHT), 0.0);
    colour = vec4(mix(tint.rgb * p3d_Color.r, vec3(p3d_Color.b), p3d_Color.g) * light, tint.a);
    gl_Position = p3d_ModelViewProjectionMatrix * vec4(place, 1.0);
}
