const a = tag<string>`x`;
const b = c + d.e<F>`y ${1}`.length;
const g = h > `i`;
