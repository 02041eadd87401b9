# The table of failures. Generated from compiler/failures/table/ by `npm run generate`; not edited by hand.
#   = CODE RANK STAGES     ! what happened, what to do, the field     > what the line names: behind what, which
#   : texts                ~ each text with the regular expression that needs it; all parted by tabs

# failure_table: prints it.
failure_table() {
  cat <<'END'
= credentials-wrong-kind cause *
! The credentials[ {value}] are of the wrong kind	A registry needs the kind "Username with password"; a secret of the spec the kind that it states. Create them anew: the kind of credentials cannot be changed.	publish.credentialsId, or secrets
> Credentials '	[^']+
: No suitable binding handler could be found for type 	the credentials of the registry are not a user name with a password
~ ' is of type '	Credentials '.*' is of type '.*' where '.*' was expected	 is no file that can be read	the secret .* is no file that can be read
= secret-unset cause Build
! The secret[ {value}] of the spec has no value in this build	Compile the spec again (npx cooper compile): its Jenkinsfile binds each secret in the stage Build.	secrets
> ERROR: the secret 	[^ ]+
~  has no value: 	the secret .* has no value: 
= library-mixed cause *
! The steps of the library do not fit the generated files: they are of different versions, or called in another order	Compile the specs with the cooper that the library comes from, and commit all that it writes, vars/ and resources/ too.	
: has not run in this build	ERROR: the step has no argument 	feature that this version of the library does not know	is not as the compiler writes it	ERROR: the step's argument 	ERROR: COOPERAGE_WORK	has no buildx on this agent	holds a line that is not known
~ list holds 	tests.list holds 	the patterns of context	the patterns of context.list cannot be read
= disk-quota cause *
! The quota of the agent's user on its disk is used up	Remove what the user keeps there (docker system prune, old workspaces), or have the quota raised.	
~ isk quota exceeded	[Dd]isk quota exceeded
= disk-full cause *
! A disk of the agent is full	Free it: docker system prune, old workspaces; with buildah its store lies in the workspace's @tmp folder, and with vfs each layer is a whole copy. An agent for images needs some ten gigabytes.	
: no space left in 	not enough free space in 	You don't have enough free space
~ o space left on device	[Nn]o space left on device
= out-of-memory cause *
! The memory did not suffice, and the system killed what needed it	Give the agent (or its pod) more memory, or let the command take less: fewer processes at once (make -j2), a smaller heap. 137 is also what a container says that was stopped from outside.	the field that gave this instruction
: OutOfMemoryError	exit code: 137	exit code 137	exit status 137	non-zero code: 137	signal: killed	OOMKilled	out of memory	JavaScript heap out of
~ annot allocate memory	[Cc]annot allocate memory
= docker-socket-denied cause *
! The agent's user may not talk to the docker daemon	Add the agent's user to the group docker and start the agent anew (who is in that group is root on that machine); in a container give it the socket's group. Or set builder to buildah, which needs no daemon.	builder
: docker.sock: connect: permission denied
~ permission denied while trying to connect to the 	permission denied while trying to connect to the [Dd]ocker
= docker-down cause *
! No docker daemon answers on the agent	Have it started (systemctl start docker), mount its socket into the container, or correct DOCKER_HOST of the agent. Or choose an agent with docker in pipeline.agent, or buildah as builder.	builder
: Cannot connect to the Docker daemon	the docker daemon does not answer	docker.sock: connect: no such file	failed to connect to the docker API	error during connect: 
= tool-missing cause *
! A program is missing on the agent[: {value}]	Install it on the agent, choose an agent that has it in pipeline.agent, or another builder.	builder
> ERROR: 	[a-z0-9]+
: is not installed on this agent	docker: not found	docker: command not found	buildah: not found	buildah: command not found	curl is not installed
= tool-unfit cause *
! A program of the agent is of the wrong kind, or too old	Install GNU tar 1.28 or later (and let it come first in PATH), and a buildah that works.	pipeline.agent
: the tar of this agent is not GNU tar	buildah does not tell its version
~  is too old	GNU tar .* is too old
= buildah-rootless cause Verify,Build,Test,Push
! buildah may not do what it needs on this agent	A user who is not root needs a range in /etc/subuid and /etc/subgid, newuidmap, and user namespaces that the system allows. In a container: seccomp and AppArmor must let it make them.	builder
: buildah cannot make its store	newuidmap	insufficient UIDs or GIDs available	no subuid ranges found	cannot clone: Operation not permitted	cannot set user namespace	error creating container storage	unshare(CLONE_NEWUSER)
= emulator-missing cause *
! The agent cannot run programs of the platform[ {value}]	Have an emulator installed that Linux finds by binfmt_misc with the flag F (qemu-user-static and binfmt-support), or build on an agent of that platform.	platforms
> RUN for 	[a-z0-9/]+
: needs an emulator, and this agent	exec format error	Exec format error
= builder-unfit cause Verify,Build
! The builder of this agent cannot build this image[: it uses {value}]	Have the builder brought up to date, install buildx, or choose the other builder; or write the spec without what needs it.	builder
> the Dockerfile uses 	[^,]+
: the Dockerfile mounts secrets, which needs BuildKit	cannot build for 	buildx has no builder that works	the --mount option requires BuildKit	the --chmod option requires BuildKit	no image can be built for the platform 	more than 20 platforms are asked for	docker-daemon keeps images for 	ERROR: the builder is '	ERROR: the image's format is '	ERROR: the network of the build is '
~  on this agent cannot build	the Dockerfile uses .* on this agent cannot build	 for each platform	 cannot take .* for each platform
= parameters-missing cause *
! The job has no parameters	Run cooper jobs sync, which gives the job the four parameters; or run the job once more: Jenkins adds those of the Jenkinsfile after its first build.	
: the parameter registry, null,
~  is not legal: null	the parameter [a-z_]+ is not legal: null	No such property: 	No such property: (registry|namespace|image_name|image_tag) 
= parameter-illegal cause Verify,Push
! The parameter[ {value}] is empty, or not as references of images have it	Give it a legal value, or correct the field of the spec that it has its default from.	publish, or the parameters of the build
> the parameter 	[a-z_]+
: namespace and image_name together are longer
~ the parameter 	the parameter (registry|namespace|image_name|image_tag)[ ,]
= base-reference-illegal cause *
! The reference of the base image is not legal	Correct 'from': registry/namespace/name:tag, with @sha256:... where it is pinned.	from
: the base image is not a legal reference
= account-illegal cause *
! The registry account's name holds a colon, which HTTP cannot carry	Use another account for the registry.	publish.credentialsId
: the account's name holds a colon
= retries-illegal cause *
! The number of retries is not legal	Compile the spec again (npx cooper compile); by hand: a number from 0 to 10.	
: ERROR: retries is '
= plain-http cause *
! The registry speaks plain http, and the builder expects https	With docker: name the registry in insecure-registries of the daemon. With buildah: publish.plainHttp. Better: give the registry a certificate.	publish.plainHttp
: server gave HTTP response to HTTPS client	http response to https
= tls-untrusted cause *
! A certificate is not trusted	Make the agent trust the authority: for a registry /etc/docker/certs.d/HOST/ca.crt; for what a RUN line fetches, add the certificate in the image. An expired certificate must be renewed, and a wrong clock set right.	
: certificate signed by unknown authority	x509: 	SSL certificate problem	certificate verify failed	CERTIFICATE_VERIFY_FAILED
~ the certificate of 	the certificate of .* is not trusted	signed certificate	self.signed certificate
= tls-handshake cause *
! The TLS handshake failed: the other side speaks another version, or no TLS	Check host and port of the registry. Where it speaks no TLS: publish.plainHttp.	publish.registry
: tls: handshake failure
~ the TLS handshake with 	the TLS handshake with .* failed	wrong version number	SSL routines:.*wrong version number
= proxy cause *
! The proxy cannot be used	Check HTTPS_PROXY, HTTP_PROXY and NO_PROXY of the agent, and of the docker daemon, which has its own. Registries inside belong into NO_PROXY.	
: Proxy Authentication Required	proxyconnect tcp	Could not resolve proxy
~  cannot be used	the proxy for .* cannot be used
= name-unknown cause Verify,Build,Push,Test
! The name[ {value}] does not resolve	Correct the name, or have the agent's DNS mended. In RUN lines: builders take the agent's /etc/resolv.conf; a name of a private network needs its server there.	the field that gave this instruction
> (the name of |lookup |resolve host: |failure resolving '|bad address ')	[A-Za-z0-9_.:-]+
: no such host	Could not resolve host	Temporary failure in name resolution	Temporary failure resolving	Name or service not known	server misbehaving	DNS: transient error
~  does not resolve	the name of .* does not resolve	bad address 	bad address .
= rate-limit cause *
! The registry allows no more pulls for now	Take the base image from a mirror of your own, or log the agent's docker in with an account; or wait (Docker Hub counts by six hours).	from
: toomanyrequests	answered HTTP 429	429 Too Many Requests
~ You have reached your 	You have reached your .*pull rate limit
= connection-failed cause Verify,Build,Push
! No connection[ to {value}]	See that the host runs and that the agent may reach it (firewall, proxy). Build again when it was chance.	the field that gave this instruction
> (nothing answers at |Failed to connect to |dial tcp )	[A-Za-z0-9_.:-]+
: nothing answers at 	does not answer in time	 closed the connection	connect: connection refused	connect: no route to host	i/o timeout	Connection timed out	TLS handshake timeout	connection reset by peer	Failed to connect to 	Could not connect to 	context deadline exceeded	unexpected EOF
= registry-credentials-refused cause *
! The registry does not accept the account's password	Correct the user name and password in the Jenkins credentials that publish.credentialsId names. A token may have expired.	publish.credentialsId
: does not accept the account 	invalid username/password	incorrect username or password
= project-missing cause Verify,Push
! The registry has no project or namespace[ {value}]	Have the project created in the registry, with the account as a member who may push; or correct publish.namespace.	publish.namespace
> (the project |neither |no place for |GitLab project )	[A-Za-z0-9_./-]+
: is a GitLab project that 	knows no place for 	name unknown: 	NAME_UNKNOWN	repository name not known to registry
~  does not exist in Harbor	the project .* does not exist in Harbor	 not found	project .* not found	the container registry of the GitLab project 	the container registry of the GitLab project .* is switched off
= registry-quota cause Verify,Push
! The quota of the registry's project is used up	Delete tags that nobody needs and let the registry collect its garbage, or have the quota raised.	publish.namespace
: will exceed the configured upper limit	storage quota	quota has been exceeded
~ DENIED: 	DENIED: .*quota
= tag-immutable cause Verify,Push
! The registry lets nobody move this tag	Choose a new tag: publish.overwrite does not help where the registry itself holds tags fast.	publish.tags
: configured as immutable	because the repository is immutable	tag is immutable	TAG_IMMUTABLE	is immutable and cannot be	cannot be overwritten because
= tag-raced cause Push
! Something else pushed the tag[ {value}] while this build ran	See which job pushes the same tag, and build again or choose another tag. Tags that the registry makes immutable are safe from this.	publish.tags
> the tag 	[A-Za-z0-9_.-]+
: was free when this build began, and is taken now	was moved since this build began	is gone since this build began
~ was pushed as 	was pushed as .* but holds 
= tag-taken cause Verify,Prepare,Push
! The tag[ {value}] is taken by another image	Choose a new tag in publish.tags (or as a parameter of the build), or allow this one to be moved with publish.overwrite.	publish.tags
> ERROR: the tag 	[A-Za-z0-9_.-]+
~ ERROR: the tag 	ERROR: the tag .* is taken 
= push-refused cause Verify,Push
! The account may not push[ to {value}]	Have the right to push given to the account, or name the credentials of another one in publish.credentialsId. Where the project does not exist yet, have it created: some registries say the same of both.	publish.credentialsId
> may not (push to|pull from) 	[A-Za-z0-9_./-]+
: may not push to 	may not pull from 	requested access to the resource is denied	unauthorized: 	authentication required	insufficient_scope	denied: 
= registry-read-only cause Verify,Push
! The registry takes no pushes: it is a mirror, or read-only	Correct publish.registry (or the parameter registry).	publish.registry
: takes no pushes 	The operation is unsupported
= registry-none cause Verify,Push
! What answers at the address[ {value}] is no registry that Cooperage can use	Correct publish.registry (or the parameter registry): host and port of the registry itself, not of its web page.	publish.registry
> ERROR: 	[A-Za-z0-9.-]+:[0-9]+
:  is no container registry: 	names no usable token service	asks for a kind of log-in that Cooperage does not know	which is not encrypted	ERROR: the registry's kind is 	ERROR: apiUrl is 
= base-missing cause Verify,Build
! The base image[ {value}] does not exist	Correct 'from', or build and push the base image first.	from
> (the base image |manifest for |source metadata for |reading manifest )	[A-Za-z0-9_./:@-]*[A-Za-z0-9_]
: manifest unknown
~ the base image 	the base image .* does not exist	manifest for 	manifest for .* not found	failed to resolve source metadata for 	failed to resolve source metadata for .*: not found	reading manifest 	reading manifest .* not found
= base-refused cause Verify,Build
! The base image[ {value}] is missing, or may not be pulled by this account	Correct 'from', or have the right to pull given to the account of publish.credentialsId (for a base at the same registry) or to the agent's own (docker login there).	from
> (the base image |pull access denied for |source metadata for )	[A-Za-z0-9_./:@-]*[A-Za-z0-9_]
: pull access denied	insufficient_scope: authorization failed	requested access to the resource is denied
~  is not there for 	the base image .* is not there for 	can only be pulled by this agent	can only be pulled by this agent.s own account
= base-platform cause Verify,Build
! The base image is not there for the platform[ {value}]	Take a base that has it, or take the platform out of platforms.	platforms
>  has no 	[a-z]+/[a-z0-9/]+
: no match for platform in manifest
~ the base image 	the base image .* has no [a-z]+/[a-z0-9]+	no image found in 	no image found in .* for architecture
= registry-fault cause Verify,Push
! The registry is out of order	Try again later, or tell whoever runs the registry. Errors of blob uploads behind several registry servers come from storage that they do not share, or from a proxy that cuts large bodies.	publish.registry
: is out of order: 	answered HTTP 5	received unexpected HTTP status: 5	502 Bad Gateway	503 Service 	504 Gateway Time	blob upload unknown	BLOB_UPLOAD_	blob upload invalid	answered without a token	does not give back what has just been pushed	when asked for it
~ sent a manifest of 	sent a manifest of .* that is not JSON
= base-lookup-failed symptom Verify
! The base image[ {value}] could not be had	Correct the registry of 'from', or see that the agent can reach it.	from
> the base image 	[A-Za-z0-9_./:@-]*[A-Za-z0-9_]
: could not pull the base image 	cannot make the list 	 to the list 
~  could not be looked up	the base image .* could not be looked up
= registry-unreachable symptom Verify,Push
! The registry[ {value}] cannot be used	Correct publish.registry (or the parameter registry), or have the registry started; where it speaks no TLS: publish.plainHttp.	publish.registry
> the registry 	[A-Za-z0-9.:-]*[A-Za-z0-9]
:  could not be checked at 	 could not be started: 	 could not be asked: 
~  cannot be reached	the registry .* cannot be reached	 cannot be used any more	the registry .* cannot be used any more
= push-failed symptom Push,Build,Verify
! The image could not be written to where it belongs	Read the builder's own words above.	publish
:  could not push 	 pushed, but told no digest	 but has no image for 	could not be written	cannot be made	The OCI layout of the build 	the OCI layout of the build 	a manifest of the build names no digest	 cannot write to 	what buildx wrote is no OCI layout
~ sha256:	lacks .*sha256:
= jenkinsfile-stale cause Prepare
! The Jenkinsfile that runs is not the one of the commit that was checked out	Somebody pushed while the build started: build again. If it stays so, the job reads its Jenkinsfile from another branch or path: cooper jobs plan shows it.	
> is not the one in 	[^ ]+
: the running Jenkinsfile is not the one in 
= context-path-missing cause Prepare
! What is copied is not in the context folder[: {value}]	Commit it, correct the path, or let context.ignore keep it. What a build makes has to be made in a stage of the image.	copy
> ERROR: the context folder .* has no 	[^ ;:,]+	ERROR: nothing of 	[^ ]+
~ ERROR: the context folder 	ERROR: the context folder .* has no 	 in the context folder	ERROR: nothing of .* in the context folder
= checkout-incomplete cause Prepare
! The checkout lacks[ {value}, which] the image needs	Compile the spec (npx cooper compile) and commit all that it writes, and the files that the spec names. git keeps no empty folders.	rootfs
> has no directory 	[^ ]+	not all of 	[^ ]+	ERROR: 	[./][^ ]+
: ERROR: the checkout has no directory 
~ Dockerfile is missing	ERROR: [^ ]*Dockerfile is missing	 is missing	ERROR: [.]/[^ ]* is missing	ERROR: not all of 	ERROR: not all of .* can be read
= context-illegal cause Prepare
! A file of the checkout cannot go into the image as the spec says[: {value}]	Read Prepare's line: it names the file and the way out.	rootfs
> ERROR: 	[./][^ ]+
: symbolic link	 leaves the checkout: 	leaves the spec's directory	is neither a file, a directory nor a symbolic link	is neither a file nor a directory	holds a newline	is a directory in the rootfs and a file in the spec	is a directory in the spec, but not in the rootfs	which the rootfs does not have	ERROR: a script may not be called 
~  and the context folder 	ERROR: both .* and the context folder 	ERROR: the context folder 	ERROR: the context folder .* could not be copied
= build-argument-illegal cause Prepare,Build
! The build argument[ {value}] cannot have this value	Read the stage's line: an argument holds one line of at most 4096 bytes and no secret, because whoever has the image can read it.	args
> the build argument 	[A-Za-z0-9_]+
: ERROR: the build argument 
~  for the build argument 	ERROR: the value of .* for the build argument 
= package-missing cause Build
! The distribution has no package[ {value}]	Correct its name (or its version) for the release that the base image has; packages of a further repository need that repository added before.	packages
> (locate package |E: Package '|E: Version '.*' for '|package by (regex|glob) '|No package |for argument: |find a match: |package matches '|Package '|provider of ')	[A-Za-z0-9][A-Za-z0-9+_.:@-]*	^(#[0-9]+ [0-9.]+)? *	[A-Za-z0-9][A-Za-z0-9+_.:@-]*
: E: Unable to locate package 	has no installation candidate	E: Couldn't find any package by 	 (no such package)	No match for argument: 	Unable to find a match: 	No package matches '	No matching packages to list
~ ' was not found	E: Version '.*' for '.*' was not found	No package 	No package .* available[.]	' not found.	Package '.*' not found[.]	No provider of '	No provider of '.*' found[.]
= package-repository cause Build
! A package repository cannot be used	If the release of the base image is no longer supported, its packages have moved to an archive: take a newer base. Otherwise see that the agent reaches the repository, and that its clock is right; build again when it was chance.	the field that gave this instruction
: Hash Sum mismatch	does not have a Release file	no longer has a Release file	Cannot find a valid baseurl for repo	signatures couldn't be verified	Failed to download metadata for repo	is not valid yet	E: Failed to fetch 	E: Some index files failed to download	unable to select packages:	UNTRUSTED signature	Could not retrieve mirrorlist	Valid metadata not found at specified URL
~ Release file for 	Release file for .* is expired	temporary error 	temporary error .try again later	 is not installed	Public key for .* is not installed
= checksum-mismatch cause Build
! What was fetched does not have the checksum that it should have	See whether the file at that address was replaced: take a new checksum from its maker, not from the download. A proxy that answers with an error page gives this too.	the field that gave this instruction
: digest mismatch 	computed checksum did NOT match	computed checksums did NOT match	unexpected response digest for 	THESE PACKAGES DO NOT MATCH THE HASHES	SHA256 mismatch
~ hecksum mismatch	[Cc]hecksum mismatch
= copy-source-missing cause Build
! What COPY or ADD takes is not there[: {value}]	Correct the path. Of the context folder only what copy names is shipped, without what context.ignore leaves out; of a stage, what its instructions have made.	the field that gave this instruction
> (: "|matching glob "|stat: ")/?	[^"]+
: no items matching glob 	COPY failed: 	ADD failed: 	checking on sources under 	copier: stat: 
~ failed to compute cache key: 	failed to compute cache key: .*not found	failed to calculate checksum of ref 	failed to calculate checksum of ref .*not found
= secret-not-given cause Build
! A RUN line mounts a secret that the build was not given	Declare it in secrets, with the id of its credentials.	secrets
: secret required but no value provided	secret not found
~ : not found	secret .*: not found
= dockerfile-refused cause Build
! The builder cannot read the Dockerfile	Compile the spec again; do not edit the file. An old builder may not know the instruction or its flag: cooper doctor on the agent tells its version.	the field that gave this instruction
: dockerfile parse error	Dockerfile parse error	unknown instruction: 	failed to parse stage name	failed to process "	unknown flag: 
= shell-missing cause Build
! The image has no /bin/sh, which a RUN line needs	Write the command as exec (a program and its arguments), run it in an earlier stage and copy what it makes, or set shell.	the field that gave this instruction
: fork/exec /bin/sh: no such file	exec: "/bin/sh": stat /bin/sh: no such file	exec /bin/sh: no such file
= command-missing symptom Build
! A RUN line calls a program that the image does not have	Install its package before, or correct its name or path. The line above tells which ("not found").	the field that gave this instruction
: exit code: 127	exit status 127	non-zero code: 127	executable file not found in 
= run-failed symptom Build
! A RUN line failed[ with exit code {value}]	Read the command's own output above. `cooper run` builds the image on your machine.	the field that gave this instruction
> (exit code: |non-zero code: |exit status )	[0-9]+
: did not complete successfully: exit code: 	returned a non-zero code: 	building at STEP "RUN	while running runtime: exit status 
~ executor failed running 	executor failed running .*: exit code: 
= instruction-failed symptom Build
! An instruction of the Dockerfile failed	Read the builder's own words.	the field that gave this instruction
: building at STEP "	failed to solve: 	executor failed running 
= build-failed symptom Build
! The builder failed[ with exit code {value}]	The lines above tell which instruction failed.	
> with exit code 	[0-9]+
: ERROR: the build failed with exit code 
= test-failed cause Test
! A test of the image failed[: {value}]	The lines below its name in the log tell what was expected. `cooper run` runs the tests on your machine.	tests
> Test: FAILED  	.+[^)]
: Test: FAILED  
~  tests failed	ERROR: [0-9]+ of [0-9]+ tests failed
= test-impossible cause Test
! No container could be made of the image to test it	Read the builder's own words above.	tests
: buildah cannot make a container of the image
END
}
