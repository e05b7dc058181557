const a /* 1 */ : /* 2 */ number /* 3 */ = /* 4 */ 1; // 5
function f(a /* x */ ?: /* z */ number) {}
f< /* c */ string /* d */ >(1);
class A /* e */ implements /* f */ B /* g */ {}
