const { workspace } = require("vscode");
const { LanguageClient } = require("vscode-languageclient/node");

let client;

exports.activate = () => {
  const command = workspace.getConfiguration("certify").get("path");
  const server = { command, args: ["language-server"] };
  client = new LanguageClient("certify", "certify", server, { documentSelector: [{ language: "red" }] });
  return client.start();
};

exports.deactivate = () => client && client.stop();
