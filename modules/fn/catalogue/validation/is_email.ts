/** Check an email address. */
export default function isEmail(text: string): boolean {
  return /^[\w.!#$%&*+=?^{|}~-]+@[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?(?:\.[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?)+$/u.test(text);
}
