/** The tiers a complaint climbs, lowest first (requirements C4 to C7); `ladder:tier` names one of them. */
const tiers = ['junior', 'senior', 'manager', 'province'] as const;

/** Place on the ladder, or -1 for a tier of some other scheme. */
export const rankOf = (tier: string | undefined): number => tiers.findIndex((known) => known === tier);

/** The tier above; `undefined` at the top and for tiers of some other scheme. */
export const tierAbove = (tier: string | undefined): string | undefined => {
  const rank = rankOf(tier);
  return rank < 0 ? undefined : tiers[rank + 1];
};

/** Whether one tier lies below another of the same ladder. */
export const isBelow = (tier: string | undefined, other: string | undefined): boolean =>
  rankOf(tier) >= 0 && rankOf(tier) < rankOf(other);

/** To more knowledge it is functional, to more authority hierarchic (ITIL escalation). */
export const escalationKind = (to: string | undefined): 'functional' | 'hierarchic' =>
  rankOf(to) >= rankOf('manager') ? 'hierarchic' : 'functional';
