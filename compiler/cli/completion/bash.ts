import type { Level } from './words.js';

/** A script for bash 3.2 and later. Where it offers nothing bash offers files. */
export function bashScript(levels: readonly Level[]): string {
  const deeper = levels.flatMap(({ path, commands }) =>
    commands.map(({ word }) => `      '${path}:${word}') at='${`${path} ${word}`.trim()}' ;;`),
  );
  const values = levels.flatMap(({ path, options }) =>
    options
      .filter(({ takesValue }) => takesValue)
      .map(({ word, short, choices }) => {
        const names = [word, ...(short === null ? [] : [short])].map((name) => `'${path}:${name}'`);
        const offer =
          choices.length === 0 ? ':' : `COMPREPLY=($(compgen -W '${choices.join(' ')}' -- "$word"))`;
        return `    ${names.join('|')}) ${offer}; return ;;`;
      }),
  );
  const words = levels.map(({ path, commands, options, choices, takesImages }) => {
    const list = [...commands.map(({ word }) => word), ...choices, ...options.map(({ word }) => word)];
    const images = takesImages ? '; images=yes' : '';
    return `    '${path}') words='${list.join(' ')}'${images} ;;`;
  });
  return `# Completion of cooper for bash. Into ~/.bashrc:  source <(cooper completion bash)
_cooper() {
  local word="\${COMP_WORDS[COMP_CWORD]}" before="\${COMP_WORDS[COMP_CWORD-1]}" at='' words='' images='' folder='.' i
  COMPREPLY=()
  for ((i = 1; i < COMP_CWORD; i++)); do
    case "$at:\${COMP_WORDS[i]}" in
      *:-C) i=$((i + 1)); folder="\${COMP_WORDS[i]}" ;;
${deeper.join('\n')}
    esac
  done
  if [[ $word == '=' ]]; then word=''; elif [[ $before == '=' ]]; then before="\${COMP_WORDS[COMP_CWORD-2]}"; fi
  if [[ $before == '-C' ]]; then return; fi
  case "$at:$before" in
${values.join('\n')}
  esac
  case "$at" in
${words.join('\n')}
  esac
  if [[ $images != '' && $word != -* ]]; then
    words="$words $(cooper -C "$folder" complete-images 2>/dev/null)"
  fi
  _cooper_offer "$words"
}
# Each word is plain, so that nothing in it means anything to the shell.
_cooper_offer() {
  COMPREPLY=($(compgen -W "$1" -- "$word"))
}
complete -o default -F _cooper cooper
`;
}
