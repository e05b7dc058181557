import a = require("a");
