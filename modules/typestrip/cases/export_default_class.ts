export default class A<T> implements B<T> { x: T }
