const a = b!;
const c = d!.e!.f![0]!;
g!(1);
h!.i();
j! += 1;
k![0] = 2;
const l = m! + n!;
o?.p!.q;
