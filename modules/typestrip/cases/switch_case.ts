switch (a) {
  case 1:
    type B = string;
    (c);
    break;
  default:
    interface D {}
    d();
}
