import type { Level } from './words.js';

export function fishScript(levels: readonly Level[]): string {
  const lines = levels.flatMap(({ path, commands, options, choices, takesImages }) => {
    const complete = `complete -c cooper -n "_cooper_at '${path}'"`;
    return [
      ...commands.map(({ word, description }) => `${complete} -f -a ${word} -d '${description}'`),
      ...choices.map((word) => `${complete} -f -a ${word}`),
      ...(takesImages ? [`${complete} -f -a '(_cooper_images)'`] : []),
      ...options.map(({ word, short, description, takesValue, choices: some }) => {
        const name = word.startsWith('--') ? `-l ${word.slice(2)}` : `-s ${word.slice(1)}`;
        const other = short === null ? '' : ` -s ${short.slice(1)}`;
        const value = some.length > 0 ? ` -x -a '${some.join(' ')}'` : takesValue ? ' -r' : '';
        return `${complete} ${name}${other}${value} -d '${description}'`;
      }),
    ];
  });
  const paths = levels.map(({ path }) => path).filter((path) => path !== '');
  return `# Completion of cooper for fish:  cooper completion fish > ~/.config/fish/completions/cooper.fish
function _cooper_path
  set -l at ''
  set -l skip no
  for word in (commandline -opc)[2..-1]
    if test $skip = yes
      set skip no
    else if test "$word" = -C
      set skip yes
    else if contains -- (string trim -- "$at $word") ${paths.map((path) => `'${path}'`).join(' ')}
      set at (string trim -- "$at $word")
    end
  end
  echo $at
end
function _cooper_at
  set -l at (_cooper_path)
  test "$at" = "$argv[1]"
end
function _cooper_images
  set -l words (commandline -opc)
  set -l folder .
  if set -l index (contains -i -- -C $words)
    set folder $words[(math $index + 1)]
  end
  cooper -C $folder complete-images 2>/dev/null
end
${lines.join('\n')}
`;
}
