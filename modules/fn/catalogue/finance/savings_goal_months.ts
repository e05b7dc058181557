/** Months until savings reach a goal. */
export default function savingsGoalMonths(goal: number, monthly: number): number {
  if (monthly === 0) throw new RangeError('saving nothing reaches no goal');
  return Math.ceil(goal / monthly);
}
