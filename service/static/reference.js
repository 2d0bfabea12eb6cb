/* Shows the contract with Swagger UI, in the colours the reader's system asks for. */

import { examplesAsTheyAre } from "./reference-examples.js";

const place = document.getElementById("reference");
const dark = matchMedia("(prefers-color-scheme: dark)");

function follow() {
  document.documentElement.classList.toggle("dark-mode", dark.matches);
}

/* Swagger UI fills in every example of a parameter. Hints are sent only by those who have some, and with a JSON page
   they have no place in the address at all; so examples become words, and a first try is a plain one. */
function unfilled(contract) {
  for (const parameter of Object.values(contract.components.parameters)) {
    if (parameter.in !== "query" || parameter.example === undefined) continue;
    parameter.description = `${parameter.description ?? ""} (such as \`${[parameter.example].flat().join(",")}\`)`;
    delete parameter.example;
  }
  return contract;
}

follow();
dark.addEventListener("change", follow);

window.SwaggerUIBundle({
  domNode: place,
  spec: unfilled(await (await fetch(place.dataset.contract)).json()),
  plugins: [examplesAsTheyAre],
  deepLinking: true,
  tryItOutEnabled: true,
  defaultModelsExpandDepth: 0,
  displayRequestDuration: true,
  persistAuthorization: false,
  // no badge of a validator elsewhere: nothing leaves this service
  validatorUrl: null,
});
