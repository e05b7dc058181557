/** Check the check digit of a vehicle identification number, at its ninth place. */
export default function isVin(text: string): boolean {
  const vin = text.trim().toUpperCase();
  if (!/^[A-HJ-NPR-Z0-9]{17}$/.test(vin)) return false;
  const weights = [8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2];
  const letters = "ABCDEFGH__JKLMN_P_R__STUVWXYZ";
  const values = "12345678__12345_7_9__23456789";
  let sum = 0;
  for (let i = 0; i < vin.length; i += 1) {
    const letter = letters.indexOf(vin[i]!);
    sum += Number(letter < 0 ? vin[i] : values[letter]) * weights[i]!;
  }
  return vin[8] === "0123456789X"[sum % 11];
}
