#pragma once

#include <string_view>

/// Words for made-up data. Persons and companies are fictional.
namespace skerry::fn::object::words {

inline constexpr std::string_view kFirstNames[] = {
    "Ada",   "Amara", "Björn",  "Carla", "Chen",  "Dalia", "Elif", "Emeka",
    "Farah", "Goran", "Hana",   "Ines",  "Ivo",   "Jana",  "Kofi", "Lena",
    "Luis",  "Mara",  "Mateo",  "Nadia", "Noor",  "Olga",  "Omar", "Paula",
    "Priya", "Rosa",  "Sanjay", "Sofia", "Tariq", "Tove",  "Vera", "Yuki",
};
inline constexpr std::string_view kLastNames[] = {
    "Abiola",   "Almeida", "Berg",  "Castellan", "Dvorak", "Eklund",   "Ferrow",    "Fontaine",
    "Grünfeld", "Haddad",  "Ito",   "Jansson",   "Kaplan", "Larkin",   "Lindqvist", "Marlow",
    "Moreau",   "Nakata",  "Novak", "Okafor",    "Petrov", "Quintero", "Rahman",    "Sandoval",
    "Tanner",   "Ullmann", "Varga", "Weston",    "Yilmaz", "Zeller",
};
inline constexpr std::string_view kStreets[] = {
    "Harbour Street", "Mill Lane",   "Station Road",  "Orchard Avenue", "Lakeside Drive",
    "Birch Street",   "Castle Hill", "Market Square", "Meadow Way",     "Chapel Street",
};
inline constexpr std::string_view kCities[] = {
    "Lisbon", "Utrecht", "Gdansk",  "Bergen",    "Nagoya",  "Valencia", "Porto Alegre", "Kampala",
    "Leeds",  "Lyon",    "Tampere", "Ljubljana", "Halifax", "Pune",     "Wellington",   "Graz",
};
inline constexpr std::string_view kStates[] = {
    "Utrecht", "Mazovia", "Ontario", "Bavaria", "Normandy", "Tuscany", "Victoria", "Andalusia",
};
inline constexpr std::string_view kCountries[] = {
    "Portugal", "Netherlands", "Poland", "Norway",  "Japan", "Spain",   "Brazil",      "Uganda",
    "France",   "Finland",     "Canada", "Austria", "India", "Ireland", "New Zealand", "Slovenia",
};
inline constexpr std::string_view kCountryCodes[] = {
    "PT", "NL", "PL", "NO", "JP", "ES", "BR", "UG", "FR", "FI", "CA", "AT", "IN", "IE", "NZ", "SI",
};
inline constexpr std::string_view kCompanies[] = {
    "Example Harbour Ltd",  "Northlight Example GmbH", "Fernwood Sample Inc",
    "Blue Kite Example BV", "Testing Orchard LLC",     "Cobalt Sample Works",
    "Driftwood Example Co", "Sample Lantern SA",
};
inline constexpr std::string_view kJobTitles[] = {
    "Software Engineer", "Product Manager", "Data Analyst",       "Accountant", "Nurse",
    "Architect",         "Teacher",         "Support Specialist",
};
inline constexpr std::string_view kDepartments[] = {
    "Engineering", "Finance", "Marketing", "Operations", "Research", "Sales", "Support",
};
inline constexpr std::string_view kProducts[] = {
    "Canvas Backpack", "Desk Lamp",    "Oak Shelf",      "Steel Bottle", "Wool Blanket",
    "Ceramic Mug",     "Garden Chair", "Travel Adapter", "Notebook",     "Wall Clock",
};
inline constexpr std::string_view kNouns[] = {
    "anchor", "bridge", "canyon", "delta",   "ember",  "forest", "garden",  "harbour",
    "island", "jetty",  "kettle", "lantern", "meadow", "needle", "orchard", "pebble",
    "quarry", "river",  "summit", "timber",  "valley", "willow",
};
inline constexpr std::string_view kAdjectives[] = {
    "quiet",  "amber",  "bright", "coastal",  "distant", "early",
    "gentle", "hidden", "modern", "northern", "simple",  "steady",
};
inline constexpr std::string_view kCategories[] = {
    "general", "home", "outdoor", "office", "travel", "kitchen",
};
inline constexpr std::string_view kStatuses[] = {"active", "pending", "completed", "archived"};
inline constexpr std::string_view kColours[] = {
    "amber", "azure", "coral", "indigo", "ivory", "olive", "teal", "violet",
};
inline constexpr std::string_view kCurrencies[] = {"EUR", "USD", "GBP", "JPY", "CHF", "CAD"};
inline constexpr std::string_view kLanguages[] = {"en", "de", "fr", "es", "pt", "ja"};
inline constexpr std::string_view kTimeZones[] = {
    "Europe/Lisbon", "Europe/Warsaw", "Asia/Tokyo", "America/Halifax", "UTC",
};
inline constexpr std::string_view kFiles[] = {
    "report.pdf", "notes.txt", "photo.jpg", "data.csv", "slides.odp",
};
inline constexpr std::string_view kMediaTypes[] = {
    "application/json",
    "text/plain",
    "image/png",
    "application/pdf",
};
inline constexpr std::string_view kGenders[] = {"female", "male", "non-binary"};
inline constexpr std::string_view kUnits[] = {"g", "kg", "ml", "l", "pcs"};
inline constexpr std::string_view kLicences[] = {"MIT", "Apache-2.0", "BSD-3-Clause", "ISC"};
inline constexpr std::string_view kSentences[] = {
    "Everything was checked twice before it left the workshop.",
    "Please bring the signed form to the front desk.",
    "The second delivery arrives at the end of the week.",
    "It works best when kept dry and out of the sun.",
    "The team agreed on a smaller first step.",
    "A short walk from the station leads to the old mill.",
    "Questions are answered on working days before noon.",
    "The new layout makes the important parts easier to find.",
};

}  // namespace skerry::fn::object::words
