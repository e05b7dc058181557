type(1)
declare(2)
const a = { type: 1, interface: 2, enum: 3, declare: 4 };
a.type = a.interface;
