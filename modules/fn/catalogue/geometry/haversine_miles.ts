/** Great-circle distance on a sphere of 6371 km radius, in miles of 1609.344 m. */
export default function haversineMiles(lat1: number, lon1: number, lat2: number, lon2: number): number {
  const radians = (degrees: number): number => (degrees * Math.PI) / 180;
  const half = (a: number, b: number): number => Math.sin(radians(b - a) / 2) ** 2;
  const part = Math.cos(radians(lat1)) * Math.cos(radians(lat2)) * half(lon1, lon2);
  return (2 * 6371 * Math.asin(Math.min(1, Math.sqrt(half(lat1, lat2) + part)))) / 1.609344;
}
