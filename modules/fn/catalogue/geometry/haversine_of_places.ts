const EARTH_RADIUS_KM = 6371;

type Place = Record<string, number>;

function degrees(place: Place): number[] {
  const lat = place.lat ?? place.latitude!;
  const lon = place.lon ?? place.lng ?? place.long ?? place.longitude!;
  if (Math.abs(lat) > 90 || Math.abs(lon) > 180) throw new RangeError('no such place on Earth');
  return [lat, lon];
}

/** Great-circle distance in kilometres on a sphere with the mean radius of the Earth, 6371 km. */
export default function haversineOfPlaces(a: Place, b: Place): number {
  const [lat1, lon1] = degrees(a) as [number, number];
  const [lat2, lon2] = degrees(b) as [number, number];
  const radians = (degrees: number) => (degrees * Math.PI) / 180;
  const dLat = radians(lat2 - lat1);
  const dLon = radians(lon2 - lon1);
  const square = Math.sin(dLat / 2) ** 2 +
    Math.cos(radians(lat1)) * Math.cos(radians(lat2)) * Math.sin(dLon / 2) ** 2;
  return 2 * EARTH_RADIUS_KM * Math.asin(Math.min(1, Math.sqrt(square)));
}
