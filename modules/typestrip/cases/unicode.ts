const é: "é" = "é" as "é";
const 漢字: "漢字" = "漢字" as "漢字", a = 1;
const emoji: "😀" = "😀" as "😀", b = 2;
type T = "ü"; const c = 3;
