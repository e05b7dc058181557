//! Holds no code; the manifest names sources to vendor.
