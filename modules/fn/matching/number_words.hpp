#pragma once

#include <array>
#include <string_view>

namespace skerry::fn {

/// A word for a number; `ordinal` where it is a rank.
struct NumberWord {
  std::string_view text;
  int value;
  bool ordinal;
};

inline constexpr std::array kNumberWords = {
    NumberWord{"zero", 0, false},        NumberWord{"one", 1, false},
    NumberWord{"two", 2, false},         NumberWord{"three", 3, false},
    NumberWord{"four", 4, false},        NumberWord{"five", 5, false},
    NumberWord{"six", 6, false},         NumberWord{"seven", 7, false},
    NumberWord{"eight", 8, false},       NumberWord{"nine", 9, false},
    NumberWord{"ten", 10, false},        NumberWord{"eleven", 11, false},
    NumberWord{"twelve", 12, false},     NumberWord{"thirteen", 13, false},
    NumberWord{"fourteen", 14, false},   NumberWord{"fifteen", 15, false},
    NumberWord{"sixteen", 16, false},    NumberWord{"seventeen", 17, false},
    NumberWord{"eighteen", 18, false},   NumberWord{"nineteen", 19, false},
    NumberWord{"twenty", 20, false},     NumberWord{"thirty", 30, false},
    NumberWord{"forty", 40, false},      NumberWord{"fifty", 50, false},
    NumberWord{"sixty", 60, false},      NumberWord{"seventy", 70, false},
    NumberWord{"eighty", 80, false},     NumberWord{"ninety", 90, false},
    NumberWord{"hundred", 100, false},   NumberWord{"thousand", 1000, false},
    NumberWord{"first", 1, true},        NumberWord{"second", 2, true},
    NumberWord{"third", 3, true},        NumberWord{"fourth", 4, true},
    NumberWord{"fifth", 5, true},        NumberWord{"sixth", 6, true},
    NumberWord{"seventh", 7, true},      NumberWord{"eighth", 8, true},
    NumberWord{"ninth", 9, true},        NumberWord{"tenth", 10, true},
    NumberWord{"eleventh", 11, true},    NumberWord{"twelfth", 12, true},
    NumberWord{"thirteenth", 13, true},  NumberWord{"fourteenth", 14, true},
    NumberWord{"fifteenth", 15, true},   NumberWord{"sixteenth", 16, true},
    NumberWord{"seventeenth", 17, true}, NumberWord{"eighteenth", 18, true},
    NumberWord{"nineteenth", 19, true},  NumberWord{"twentieth", 20, true},
};

}  // namespace skerry::fn
