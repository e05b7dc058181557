const f = (a) // first
  : number /* second */ => a;
const g = (a /* in */
  , b /* here */) : /*
  type */ number => a;
