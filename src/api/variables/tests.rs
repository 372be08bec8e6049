//! Variables as requests give them.
