const table: {
  [key: string]: number;
  "quoted-name"?: string;
} = {
  a: 1,
};
const next = table.a;
