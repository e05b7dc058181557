enum_like: {
  const Kind = { Number: 0, Plus: 1 } as const;
  type Kind = (typeof Kind)[keyof typeof Kind];
  interface Token { kind: Kind; text: string }

  function* lex(source: string): Generator<Token, void, undefined> {
    for (const match of source.matchAll(/\d+|\+/g)) {
      const text: string = match[0]!;
      yield { kind: text === "+" ? Kind.Plus : Kind.Number, text } satisfies Token;
    }
  }

  const sum = [...lex("1 + 2")].reduce<number>(
    (total: number, token: Token): number =>
      token.kind === Kind.Number ? total + Number(token.text) : total,
    0,
  );
  console.log(sum);
}
