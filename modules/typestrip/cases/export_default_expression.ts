export default (a as number);
