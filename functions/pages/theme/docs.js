// Shows the description that the page names. SwaggerUIBundle is swagger-ui-dist's, loaded before this.
const viewer = document.getElementById('page-viewer');
window.SwaggerUIBundle({ url: viewer.dataset.description, domNode: viewer, deepLinking: true, validatorUrl: null });
