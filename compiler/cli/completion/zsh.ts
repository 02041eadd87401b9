import type { Level, Word } from './words.js';

export function zshScript(levels: readonly Level[]): string {
  const deeper = levels.flatMap(({ path, commands }) =>
    commands.map(({ word }) => `      '${path}:${word}') at='${`${path} ${word}`.trim()}' ;;`),
  );
  const values = levels.flatMap(({ path, options }) =>
    options
      .filter(({ takesValue }) => takesValue)
      .map(({ word, short, choices }) => {
        const names = [word, ...(short === null ? [] : [short])].map((name) => `'${path}:${name}'`);
        const offer = choices.length === 0 ? '_files' : `compadd -- ${choices.join(' ')}`;
        return `    ${names.join('|')}) ${offer}; return ;;`;
      }),
  );
  const offers = levels.map(({ path, commands, options, choices, takesImages }) => {
    const plain = choices.map((word) => ({ word, description: '' }));
    const list = [...commands, ...plain, ...options].map(item);
    const images = takesImages ? '; images=yes' : '';
    return `    '${path}') offers=(${list.join(' ')})${images} ;;`;
  });
  return `#compdef cooper
# Completion of cooper for zsh. Into ~/.zshrc, behind compinit:  source <(cooper completion zsh)
_cooper() {
  local at='' images='' folder='.' i
  local -a offers
  for ((i = 2; i < CURRENT; i++)); do
    case "$at:\${words[i]}" in
      *:-C) i=$((i + 1)); folder="\${words[i]}" ;;
${deeper.join('\n')}
    esac
  done
  if [[ "\${words[CURRENT-1]}" == '-C' ]]; then _files -/; return; fi
  case "$at:\${words[CURRENT-1]}" in
${values.join('\n')}
  esac
  case "$at" in
${offers.join('\n')}
  esac
  if [[ $images != '' && "\${words[CURRENT]}" != -* ]]; then
    compadd -- \${(f)"$(cooper -C "$folder" complete-images 2>/dev/null)"}
  fi
  _describe cooper offers
}
compdef _cooper cooper
`;
}

function item({ word, description }: Word): string {
  const escaped = word.replaceAll(':', '\\:');
  return `'${description === '' ? escaped : `${escaped}:${description}`}'`;
}
