/** An id for a new teammate, told from its name and not taken yet: its role file is called so. `made` = what to use when the name has no letter for it. Pure. */
export function teammateId(name: string, taken: readonly string[], made: string): string {
  const slug = name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '');
  if (slug === '') return made;
  const first = `tm_${slug}`;
  if (!taken.includes(first)) return first;
  let count = 2;
  while (taken.includes(`${first}-${count}`)) count += 1;
  return `${first}-${count}`;
}
