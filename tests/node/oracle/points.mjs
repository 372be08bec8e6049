// Points on the earth: distances on a sphere, and boxes.

const RADIUS_KM = 6_371.008_8;

/** The distance of two points in kilometres. A cursor has all of its digits, so the steps are Corridor's. */
export function distance(one, other) {
  const [a, b] = [one, other].map(canonical);
  const half = (x, y) => Math.sin(radians(x - y) / 2) ** 2;
  const [north, east] = [half(a.latitude, b.latitude), half(a.longitude, b.longitude)];
  const haversine = north + Math.cos(radians(a.latitude)) * Math.cos(radians(b.latitude)) * east;
  return 2 * RADIUS_KM * Math.asin(Math.min(1, Math.sqrt(haversine)));
}

/** A pole is on every meridian, and the antimeridian has two longitudes. */
function canonical({ latitude, longitude }) {
  if (Math.abs(latitude) === 90) return { latitude, longitude: 0 };
  return { latitude, longitude: longitude === -180 ? 180 : longitude };
}

/** Whether a point lies in a circle and in a box, as far as they are given. */
export function liesWithin(point, { of, km, box }) {
  if (of && distance(of, point) > km) return false;
  return !box || isIn(box, point);
}

/** A box over the antimeridian has its west east of its east. */
function isIn({ south, west, north, east }, { latitude, longitude }) {
  const between = (it) => (west <= east ? it >= west && it <= east : it >= west || it <= east);
  const isOn = Math.abs(latitude) === 90 || between(longitude) || (Math.abs(longitude) === 180 && between(-longitude));
  return latitude >= south && latitude <= north && isOn;
}

function radians(degrees) {
  return degrees * (Math.PI / 180);
}
