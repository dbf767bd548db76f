// What the least of all transforms costs with jscodeshift.
module.exports = (file, { jscodeshift: j }) =>
  j(file.source)
    .find(j.ImportDeclaration, { source: { value: 'ioredis' } })
    .forEach((path) => {
      path.node.source = j.literal('iovalkey');
    })
    .toSource();
