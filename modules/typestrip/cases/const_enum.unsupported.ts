const enum Color { Red }
