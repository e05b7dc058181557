[1, 2].map((x: number): string => String(x)).filter((x: string): boolean => x !== "1");
setTimeout((): void => {}, 1);
