const f = (a: unknown)
  : a is string => typeof a === "string";
