//! Points on the earth, and the distance between two.

/// A point on the earth in degrees of [WGS 84](https://epsg.org/crs_4326/WGS-84.html).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Point {
    /// Degrees to the north; negative to the south.
    pub latitude: f64,
    /// Degrees to the east; negative to the west.
    pub longitude: f64,
}

/// The mean radius of the earth in kilometres
/// ([Moritz, Geodetic Reference System 1980](https://doi.org/10.1007/s001900050278), R1).
const EARTH_RADIUS_KM: f64 = 6_371.008_8;

impl Point {
    /// The latitude of the north pole.
    pub const MOST_LATITUDE: f64 = 90.0;
    /// The longitude of the antimeridian, seen from the west.
    pub const MOST_LONGITUDE: f64 = 180.0;

    /// The great-circle distance to another point in kilometres, by the [haversine
    /// formula](https://www.movable-type.co.uk/scripts/gis-faq-5.1.html). The earth is taken for a
    /// sphere, so the distance differs by up to 0.6 % from the one on the ellipsoid.
    pub fn distance_km(self, other: Self) -> f64 {
        let (this, other) = (self.canonical(), other.canonical());
        let (from, to) = (this.latitude.to_radians(), other.latitude.to_radians());
        let half = |a: f64, b: f64| ((a - b).to_radians() / 2.0).sin().powi(2);
        let north = half(this.latitude, other.latitude);
        let east = half(this.longitude, other.longitude);
        let haversine = north + from.cos() * to.cos() * east;
        2.0 * EARTH_RADIUS_KM * haversine.sqrt().min(1.0).asin()
    }

    /// Returns the point with one spelling: a pole is on every meridian, and the antimeridian has two
    /// longitudes.
    fn canonical(self) -> Self {
        let longitude = match self.longitude {
            _ if self.is_pole() => 0.0,
            longitude if longitude == -Self::MOST_LONGITUDE => Self::MOST_LONGITUDE,
            longitude => longitude,
        };
        Self { longitude, ..self }
    }

    fn is_pole(self) -> bool {
        self.latitude.abs() == Self::MOST_LATITUDE
    }
}

/// An area between two parallels and two meridians, its edges included. One whose western edge
/// is east of its eastern one lies over the antimeridian.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct GeoBox {
    /// The southern edge, a latitude.
    pub south: f64,
    /// The western edge, a longitude.
    pub west: f64,
    /// The northern edge, a latitude.
    pub north: f64,
    /// The eastern edge, a longitude.
    pub east: f64,
}

impl GeoBox {
    /// Returns whether a point lies in the area.
    pub fn contains(&self, point: Point) -> bool {
        let Self { south, west, north, east } = *self;
        let meridian = |longitude: f64| {
            if west <= east {
                (west..=east).contains(&longitude)
            } else {
                longitude >= west || longitude <= east
            }
        };
        // The antimeridian has two longitudes.
        let is_antimeridian = point.longitude.abs() == Point::MOST_LONGITUDE;
        let is_between = point.is_pole()
            || meridian(point.longitude)
            || (is_antimeridian && meridian(-point.longitude));
        (south..=north).contains(&point.latitude) && is_between
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const BAKU: Point = Point { latitude: 40.4093, longitude: 49.8671 };
    const BISHKEK: Point = Point { latitude: 42.8746, longitude: 74.5698 };

    fn at(latitude: f64, longitude: f64) -> Point {
        Point { latitude, longitude }
    }

    #[test]
    fn distances_are_those_on_a_sphere() {
        assert_eq!(BAKU.distance_km(BAKU), 0.0);
        assert_eq!(BAKU.distance_km(BISHKEK), BISHKEK.distance_km(BAKU));
        // A degree of the equator and of a meridian is the radius times pi / 180.
        let degree = EARTH_RADIUS_KM * std::f64::consts::PI / 180.0;
        assert!((at(0.0, 0.0).distance_km(at(0.0, 1.0)) - degree).abs() < 1e-9);
        assert!((at(-0.5, 7.0).distance_km(at(0.5, 7.0)) - degree).abs() < 1e-9);
        // From pole to pole, and over the antimeridian.
        assert!((at(90.0, 0.0).distance_km(at(-90.0, 77.0)) - 180.0 * degree).abs() < 1e-9);
        assert!((at(0.0, 179.5).distance_km(at(0.0, -179.5)) - degree).abs() < 1e-9);
        // By the spherical law of cosines, another formula for the same.
        let (a, b) = (BAKU.latitude.to_radians(), BISHKEK.latitude.to_radians());
        let east = (BISHKEK.longitude - BAKU.longitude).to_radians();
        let cosine = a.sin() * b.sin() + a.cos() * b.cos() * east.cos();
        let expected = EARTH_RADIUS_KM * cosine.acos();
        assert!((BAKU.distance_km(BISHKEK) - expected).abs() < 1e-6, "{expected}");
        assert!((2_055.0..2_075.0).contains(&expected), "{expected}");
    }

    #[test]
    fn a_point_with_two_spellings_is_one_point() {
        for latitude in [90.0, -90.0] {
            let pole = at(latitude, 0.0);
            for longitude in [-180.0, -77.5, 12.3, 90.0, 180.0] {
                assert_eq!(pole.distance_km(at(latitude, longitude)), 0.0, "{longitude}");
                let from_baku = BAKU.distance_km(at(latitude, longitude));
                assert_eq!(from_baku, BAKU.distance_km(pole), "{longitude}");
            }
        }
        assert_eq!(at(12.5, 180.0).distance_km(at(12.5, -180.0)), 0.0);
        assert_eq!(BAKU.distance_km(at(-3.0, 180.0)), BAKU.distance_km(at(-3.0, -180.0)));
        let polar = GeoBox { south: 80.0, west: 10.0, north: 90.0, east: 20.0 };
        assert!(polar.contains(at(90.0, -150.0)), "a pole is on every meridian");
        assert!(!polar.contains(at(89.9, -150.0)));
    }

    #[test]
    fn boxes_may_lie_over_the_antimeridian() {
        let caspian = GeoBox { south: 36.0, west: 46.0, north: 48.0, east: 55.0 };
        assert!(caspian.contains(BAKU) && !caspian.contains(BISHKEK));
        assert!(caspian.contains(at(36.0, 55.0)), "edges belong to it");
        let pacific = GeoBox { south: -30.0, west: 170.0, north: 0.0, east: -170.0 };
        assert!(pacific.contains(at(-18.1, 178.4)) && pacific.contains(at(-13.8, -171.8)));
        assert!(pacific.contains(at(-10.0, 180.0)) && pacific.contains(at(-10.0, -180.0)));
        assert!(!pacific.contains(at(-18.1, 0.0)) && !pacific.contains(at(10.0, 178.4)));
        let to_the_edge = GeoBox { south: -30.0, west: 170.0, north: 0.0, east: 180.0 };
        assert!(to_the_edge.contains(at(-10.0, -180.0)), "the antimeridian has two longitudes");
    }
}
