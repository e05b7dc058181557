const f = (a: number = 1, b: () => void = () => {}, { c }: { c?: number } = {}) => a;
