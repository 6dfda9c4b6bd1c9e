/** What a sentence says of time and of itself: that something is new, is over, is only meant, holds from or until a day. Pure. */

/** A sentence without the values it has left behind: `moved from Bonn to Ulm` says Ulm. */
export interface Plain {
  text: string;
  /** The words cut out of it. */
  leftBehind: string;
  /** It says that something has changed: `now`, `no longer`, `moved to`. */
  isUpdate: boolean;
  /** It tells of what once was. */
  isPast: boolean;
  /** It is meant, asked or supposed, and states nothing. */
  isTentative: boolean;
  /** It says that there is more than one: `also`, `one of`. */
  isOneOfMany: boolean;
  /** Nothing else is so: `only`, `exclusively`. */
  isOnly: boolean;
}

const change =
  /\b(?:mov|chang|switch|rais|increas|reduc|ris|rose|cut|drop|fell|fall|lower|extend|shorten|postpon|push|brought|reschedul|shift|relocat|renam|went|go(?:es)? up|grew|grow|migrat|transferr?|upgrad|downgrad|rais|promot|revis|amend|adjust|updat)\w*\b/i;
const update =
  /\bnow\b|\bno longer\b|\bfrom now on\b|\bas of\b|\bas from\b|\beffective\b|\bwith effect\b|\bstarting\b|\bhenceforth\b|\bgoing forward\b|\bbecame\b|\bhas become\b|\bnew(?:ly)?\b|\breplac\w+|\bsucceed(?:ed|s)\b|\btook over\b|\btaken over\b|\bcorrect(?:ion|ed)\b|\bsupersed\w+|\binstead\b|\brecently\b|\bmeanwhile\b|\bin the meantime\b|\bthese days\b|\bsince\b|\bupdate[d:]?|\bpromoted\b|\b(?:has|have|was|were|been) (?:moved|changed|switched|raised|increased|reduced|cut|lowered|extended|postponed|rescheduled|shifted|relocated|renamed|migrated|upgraded|revised|amended|adjusted|promoted)\b|\b(?:moved|changed|switched|relocated|renamed|migrated|postponed|rescheduled|rose|fell|went up|went down|grew) (?:\w+ )?(?:to|from)\b|\b(?:raised|increased|reduced|cut|lowered|extended|shortened|dropped) (?:[\w ]+ )?to\b/i;
const past =
  /\b(?:used to|formerly|previously|in the past|once was|were once|was once|originally|at first|back then|until recently|earlier on)\b/i;
const tentative =
  /\?\s*$|\b(?:plans? to|planning to|planned to|consider(?:s|ed|ing)?|might|maybe|perhaps|possibly|hopes? to|hoping to|wants? to|would like|wishes to|thinks? about|thinking (?:about|of)|discuss(?:es|ed|ing)|propos(?:es|ed|al|als)|suggest(?:s|ed)?|if|whether|asked|asks|wonders?|rumou?red|intends? to|could)\b/i;
const oneOfMany =
  /\b(?:also|another|as well|in addition|additionally|besides|one of|among|amongst|including|includes?|various|several|a second|a third|too|plus|both|e\.g\.|for example|such as)\b/i;

/** What has been left behind, and what is set against the true value. */
const leftBehind: RegExp[] = [
  /[,;(-]\s*(?:and )?not (?!only)[^,;.()]*\)?$/i,
  /\bnot (?=[^,;.]{1,40},? but )[^,;.]*?,? but (?:rather )?/i,
  /\s*[,;(-]?\s*\b(?:instead of|rather than|as opposed to|in place of|up from|down from|replacing|replaces)\b[^,;.()]*\)?/i,
  /\s*[,;(]\s*(?:but )?(?:it |which |who |this )?(?:formerly|previously|before that|earlier|was|were|used to be|had been|before it was)\b[^,;.()]*\)?/i,
];

/** Reads a sentence in its plain form; what it leaves behind is cut out. */
export function tenseOf(plain: string): Plain {
  let text = plain.replace(
    /^(?:(?:update|correction|note|fyi|reminder|news|important|heads-up|addendum|erratum)\b[:,]\s*)+/i,
    '',
  );
  let cut = '';
  const cutOut = (words: string): string => {
    cut += ` ${words}`;
    return ' ';
  };
  for (const pattern of leftBehind) text = text.replace(pattern, cutOut);
  if (change.test(text)) text = text.replace(/\bfrom (?:[^,;.]|\.(?=\d)|,(?=\d)){1,40}? (?=to\b|into\b)/i, cutOut);
  return {
    text,
    leftBehind: cut,
    isUpdate: cut !== '' || update.test(plain),
    isPast: past.test(text),
    isTentative: tentative.test(text),
    isOneOfMany: oneOfMany.test(text),
    isOnly: /\b(?:only|exclusively|solely|nothing but)\b/i.test(text),
  };
}
