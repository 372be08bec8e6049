// Points on the earth: distances on a sphere, and boxes.

const RADIUS_KM = 6_371.008_8;

/** The distance of two points in kilometres. A cursor has all of its digits, so the steps are Corridor's. */
export function distance(a, b) {
  const half = (one, other) => Math.sin(radians(one - other) / 2) ** 2;
  const [north, east] = [half(a.latitude, b.latitude), half(a.longitude, b.longitude)];
  const haversine = north + Math.cos(radians(a.latitude)) * Math.cos(radians(b.latitude)) * east;
  return 2 * RADIUS_KM * Math.asin(Math.min(1, Math.sqrt(haversine)));
}

/** Whether a point lies in a circle and in a box, as far as they are given. */
export function liesWithin(point, { of, km, box }) {
  if (of && distance(of, point) > km) return false;
  return !box || isIn(box, point);
}

/** A box over the antimeridian has its west east of its east. */
function isIn({ south, west, north, east }, { latitude, longitude }) {
  const between = west <= east ? longitude >= west && longitude <= east : longitude >= west || longitude <= east;
  return latitude >= south && latitude <= north && between;
}

function radians(degrees) {
  return degrees * (Math.PI / 180);
}
