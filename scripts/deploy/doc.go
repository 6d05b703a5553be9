// Package deploy holds what docker-compose.yml mounts into containers: the balancer's configuration, and two scripts for MongoDB.
//
// There is Go in it only to test what can be tested without containers: that docker-compose.yml, server/Dockerfile and .dockerignore
// are whole, name only settings that exist, pin every version and hold no secret, and that the build in the Dockerfile works.
package deploy
