/** Flags of the app that npm takes for its own when `--` is left out. */
const appFlags = ['port', 'open', 'data'];

/**
 * `npm start --port 9` loses the flag to npm and hands the app a bare `9`; starting all the same would ignore a wish.
 * @param {string} command
 * @param {string[]} args
 * @param {boolean} words may the command take plain words
 * @param {NodeJS.ProcessEnv} [env]
 * @returns {string | null} a sentence with the right spelling, or null when nothing is stray
 */
export function refuseStray(command, args, words, env = process.env) {
  const script = command === 'start' || command === 'test' ? `npm ${command}` : `npm run ${command}`;
  const kept = appFlags.find((flag) => env[`npm_config_${flag}`] !== undefined);
  if (kept !== undefined && env.npm_lifecycle_event === command) {
    // npm writes `--no-x` as an empty value.
    const flag = env[`npm_config_${kept}`] === '' ? `--no-${kept}` : `--${kept}`;
    return `npm kept ${flag} for itself, so nothing was started. Put -- before the flags: ${script} -- ${flag}${args.map((word) => ` ${word}`).join('')}`;
  }
  if (words) return null;
  const stray = args.find((word, index) => !word.startsWith('-') && !takesValue(args[index - 1]));
  if (stray === undefined) return null;
  return `"${stray}" belongs to no flag, so nothing was started. Flags go after --, for example: ${script} -- --port 8080`;
}

function takesValue(/** @type {string | undefined} */ flag) {
  return flag !== undefined && flag.startsWith('--') && !flag.includes('=') && !flag.startsWith('--no-');
}
