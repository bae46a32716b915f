/** Keys that JavaScript gives a meaning of their own. No mapping of ours has them. */
export const reservedKeys: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype'])
